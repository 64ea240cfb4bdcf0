// Benchmarks against published data, apart from the product so that its graph
// stays small.
module github.com/bokgu/bokgu/tools/bench

go 1.26.0

require github.com/bokgu/bokgu v0.0.0

require (
	github.com/expr-lang/expr v1.17.8 // indirect
	gonum.org/v1/gonum v0.17.0
)

replace github.com/bokgu/bokgu => ../..
