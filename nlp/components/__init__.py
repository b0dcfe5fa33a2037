"""The steps of reading: names, elections, speakers, figures, judgements. Each takes a `Reading` and adds to it."""
