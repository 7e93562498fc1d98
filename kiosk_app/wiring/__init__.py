"""The only builder: the parts of one run (house), and the window that joins pages to presenters."""
