"""What any application needs and no domain word belongs to: time, words, papers, transactions."""
