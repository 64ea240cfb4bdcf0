package main

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// pools is how many kinds of work there are, each with a crew of its own.
const pools = 15

// crew gives an inventory crews, methods with estimates, and each system one
// of them.
func crew(inv *inventory.Inventory) {
	draw := rand.New(rand.NewPCG(2, 2))
	ladders := make([][]inventory.Rung, pools)
	for k := range pools {
		skill, method := fmt.Sprintf("skill-%d", k), fmt.Sprintf("method-%d", k)
		inv.Crews = append(inv.Crews, inventory.Crew{ID: fmt.Sprintf("crew-%d", k), Site: "daejeon", People: 5 + k, Skills: []string{skill}})
		inv.Methods = append(inv.Methods, inventory.Method{ID: method, Skill: skill, People: 1, Estimate: inventory.Estimate{
			Min: 10 * time.Minute, Likely: time.Duration(30+6*k) * time.Minute, Max: 3 * time.Hour,
		}})
		ladders[k] = []inventory.Rung{{Method: method}}
	}
	for i := range inv.Systems {
		inv.Systems[i].Site, inv.Systems[i].Room = "daejeon", "1"
		inv.Systems[i].Recovery = ladders[draw.IntN(pools)]
	}
	inv.Resolve()
}

// synthetic makes an estate of n systems with two needs each and some cycles,
// ids in no order.
func synthetic(n int) *inventory.Inventory {
	draw := rand.New(rand.NewPCG(1, uint64(n)))
	inv := &inventory.Inventory{Systems: make([]inventory.System, n)}
	names := draw.Perm(n)
	id := func(i int) string { return fmt.Sprintf("system-%07d", names[i]) }
	for i := range inv.Systems {
		s := &inv.Systems[i]
		*s = inventory.System{ID: id(i), Class: inventory.Service, Tier: inventory.Tier(1 + draw.IntN(4))}
		if draw.IntN(100) == 0 {
			s.Class = inventory.Infrastructure
		}
		for k := 0; k < 2 && i > 1; k++ {
			s.DependsOn = append(s.DependsOn, inventory.Need{ID: id(draw.IntN(i))})
		}
		if i > 0 && draw.IntN(500) == 0 {
			s.DependsOn = append(s.DependsOn, inventory.Need{ID: id(i - 1)})
			inv.Systems[i-1].DependsOn = append(inv.Systems[i-1].DependsOn, inventory.Need{ID: s.ID})
		}
	}
	crew(inv)
	return inv
}

// read makes an inventory of a graph.
func read(path string) (*inventory.Inventory, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(unzipped).ReadAll()
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for at, name := range rows[0] {
		column[name] = at
	}
	inv := &inventory.Inventory{}
	for _, row := range rows[1:] {
		tier, err := strconv.Atoi(row[column["tier"]])
		if err != nil {
			return nil, err
		}
		s := inventory.System{ID: row[column["id"]], Class: inventory.Service, Tier: inventory.Tier(tier)}
		if list := row[column["dependsOn"]]; list != "" {
			for id := range strings.SplitSeq(list, ";") {
				s.DependsOn = append(s.DependsOn, inventory.Need{ID: id})
			}
		}
		inv.Systems = append(inv.Systems, s)
	}
	return inv, nil
}
