package lang

// The situation report.
var reportMessages = table{}
