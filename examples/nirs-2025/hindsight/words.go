package main

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"time"
)

//go:embed words.csv
var wordsFile embed.FS

// word is what somebody said of the time ahead.
type word struct {
	known       time.Time // from when it could be known; zero: no source says
	who         string
	node        string // part of the base it speaks of; empty: of services
	from, until time.Time
	rows        string // tier 1, all, both, or empty: no row shows it
	show        string
	words       string
	source      string
}

func readWords() ([]word, error) {
	file, err := wordsFile.Open("words.csv")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("words.csv: %w", err)
	}
	var list []word
	for n, row := range rows[1:] {
		w := word{who: row[1], node: row[2], rows: row[5], show: row[6], words: row[7], source: row[8]}
		for _, cell := range []struct {
			text string
			into *time.Time
			last bool
		}{{row[0], &w.known, false}, {row[3], &w.from, false}, {row[4], &w.until, true}} {
			if *cell.into, err = day(cell.text, cell.last); err != nil {
				return nil, fmt.Errorf("words.csv: row %d: %w", n+1, err)
			}
		}
		list = append(list, w)
	}
	return list, nil
}

// day reads a time, or a day alone as its first or last minute; zero for none.
func day(text string, last bool) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if at, err := time.ParseInLocation("2006-01-02 15:04", text, kst()); err == nil {
		return at, nil
	}
	at, err := time.ParseInLocation("2006-01-02", text, kst())
	if last {
		at = at.Add(24*time.Hour - time.Minute)
	}
	return at, err
}

// knownBy are the words that could be known then.
func knownBy(list []word, at time.Time) []word {
	var known []word
	for _, w := range list {
		if !w.known.IsZero() && !w.known.After(at) {
			known = append(known, w)
		}
	}
	return known
}

// officially is the latest word for a row of the table.
func officially(known []word, row string) string {
	for _, w := range slices.Backward(known) {
		if w.rows == row || w.rows == "both" {
			return w.show + " (said " + date(w.known) + ")"
		}
	}
	return "none"
}
