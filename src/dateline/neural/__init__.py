"""What runs trained models: word pieces, tags, pairs of mentions, and graphs by onnxruntime."""
