package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/schedule"
)

// instance is one project of the library.
type instance struct {
	name    string
	problem *schedule.Problem
}

// readSet reads every instance of a set from its archive, in the order of
// their names.
func readSet(dir, set string) ([]instance, error) {
	file, err := os.Open(filepath.Join(dir, set+".sm.tar.gz"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	var all []instance
	for archive := tar.NewReader(unzipped); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		name, found := strings.CutSuffix(filepath.Base(header.Name), ".sm")
		if !found {
			continue
		}
		problem, err := parse(archive)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", header.Name, err)
		}
		all = append(all, instance{name, problem})
	}
	slices.SortFunc(all, func(a, b instance) int { return strings.Compare(a.name, b.name) })
	return all, nil
}

// parse reads a project in the .sm format: a job takes no crew and an amount of
// each of four resources.
func parse(r io.Reader) (*schedule.Problem, error) {
	p := &schedule.Problem{}
	dependents := schedule.Lists{Start: []int32{0}}
	section := ""
	for lines := bufio.NewScanner(r); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if name, found := strings.CutSuffix(line, ":"); found && name == strings.ToUpper(name) {
			section = name
			continue
		}
		numbers, ok := parseNumbers(line)
		if !ok {
			continue
		}
		switch section {
		case "PRECEDENCE RELATIONS": // job, modes, successors, their list
			if len(numbers) < 3 || len(numbers) != 3+int(numbers[2]) {
				return nil, fmt.Errorf("relations %q", line)
			}
			for _, next := range numbers[3:] {
				if next <= numbers[0] {
					return nil, fmt.Errorf("job %d stands before %d, which it needs", next, numbers[0])
				}
				dependents.To = append(dependents.To, next-1)
			}
			dependents.Start = append(dependents.Start, int32(len(dependents.To)))
		case "REQUESTS/DURATIONS": // job, mode, duration, amounts
			if len(numbers) < 3 {
				return nil, fmt.Errorf("duration %q", line)
			}
			kind := schedule.Kind{}
			for r, amount := range numbers[3:] {
				if amount > 0 {
					kind.Uses = append(kind.Uses, schedule.Use{Resource: int32(r), Amount: amount})
				}
			}
			p.Kind = append(p.Kind, int32(len(p.Kinds)))
			p.Kinds = append(p.Kinds, kind)
			p.Work = append(p.Work, schedule.Time(numbers[2]))
		case "RESOURCEAVAILABILITIES":
			for _, amount := range numbers {
				p.Resources = append(p.Resources, schedule.Resource{Capacity: amount})
			}
		}
	}
	if p.Jobs() == 0 || dependents.Len() != p.Jobs() {
		return nil, fmt.Errorf("%d jobs with %d lists", p.Jobs(), dependents.Len())
	}
	p.Needs = dependents.Reversed()
	p.Dependents = p.Needs.Reversed()
	return p, nil
}

// parseNumbers reads a line that holds nothing else.
func parseNumbers(line string) (numbers []int32, ok bool) {
	for _, word := range strings.Fields(line) {
		n, err := strconv.ParseInt(word, 10, 32)
		if err != nil {
			return nil, false
		}
		numbers = append(numbers, int32(n))
	}
	return numbers, len(numbers) > 0
}

// readColumn reads one column of a CSV file by the instance in the first one,
// leaving out the rows in which a filter's column is not 1.
func readColumn(path, column, filter string) (map[string]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	at, only := slices.Index(rows[0], column), slices.Index(rows[0], filter)
	if at < 0 || filter != "" && only < 0 {
		return nil, fmt.Errorf("%s: no column %q or %q", path, column, filter)
	}
	values := make(map[string]string, len(rows))
	for _, row := range rows[1:] {
		if filter == "" || row[only] == "1" {
			values[row[0]] = row[at]
		}
	}
	return values, nil
}
