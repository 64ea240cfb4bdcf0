package plan

// ForecastOptions say how a forecast is made.
type ForecastOptions struct {
	Runs int    // 0 is DefaultRuns
	Seed uint64 // the same seed gives the same forecast
}

// DefaultRuns is how many runs a forecast makes unless told otherwise.
const DefaultRuns = 1000
