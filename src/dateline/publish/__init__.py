"""What a person or another program gets to see of a record: queries, exports, one event at length."""
