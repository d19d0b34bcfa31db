"""What builds pages, handouts, the browser edition, and looks after releases."""
