package lang

// Reasons of the plan: keys "why.CODE", "blocker.CODE", lanes and conditions.
var planMessages = table{}
