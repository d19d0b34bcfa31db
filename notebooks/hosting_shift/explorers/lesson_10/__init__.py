"""The explorers of lesson 10."""
