"""Where a published figure came from: the chain back to the words on the page, and a picture of the spot."""
