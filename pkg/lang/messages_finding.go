package lang

// Findings and their hints: keys "finding.RULE" and "hint.NAME".
var findingMessages = table{}
