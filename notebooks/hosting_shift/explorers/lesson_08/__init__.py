"""The explorers of lesson 08."""
