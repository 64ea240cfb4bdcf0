package selection

// Expr is a compiled expression over systems.
type Expr struct{ src string }

// Gate is a compiled expression over an incident.
type Gate struct{ src string }
