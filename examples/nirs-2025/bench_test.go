package nirs2025_test

import (
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/plan"
)

// The start of the outage, and nobody has said anything yet.
func BenchmarkPlace(b *testing.B) {
	p := outage(b)
	for b.Loop() {
		p.Place(plan.Situation{}, plan.PlaceOptions{})
	}
}

func BenchmarkForecast(b *testing.B) {
	p := outage(b)
	s := plan.Situation{From: time.Date(2025, 9, 26, 20, 15, 0, 0, time.UTC)}
	for b.Loop() {
		p.Forecast(s, plan.ForecastOptions{Runs: 1000})
	}
}
