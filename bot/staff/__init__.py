"""What staff look up: receipts, recalls, gaps, other days and channels."""
