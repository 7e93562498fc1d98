"""The pages: each shows what its presenter says and tells what a person did. No page knows a presenter."""
