package lang

// What the incident refuses, marks irregular or calls things.
var incidentMessages = table{}
