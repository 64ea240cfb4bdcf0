package lang

// Errors and hints of the commands.
var commandMessages = table{}
