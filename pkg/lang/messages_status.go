package lang

// The status screen.
var statusMessages = table{}
