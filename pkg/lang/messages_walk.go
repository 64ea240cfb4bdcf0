package lang

// The guided walk and the list of what is next.
var walkMessages = table{}
