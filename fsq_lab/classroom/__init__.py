"""What a teacher takes out: exports, hand-outs, item analysis, questionnaires, cards."""
