package view

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

// InventoryText lists systems for a screen, with their numbers.
func InventoryText(w io.Writer, p Page, inv *inventory.Inventory, systems []int32) error {
	if len(systems) > 0 {
		if err := p.inventoryTable(inv, systems).text(w); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, p.inventoryCounts(inv, systems))
	return err
}

// InventoryMarkdown lists systems as a table.
func InventoryMarkdown(w io.Writer, p Page, inv *inventory.Inventory, systems []int32) error {
	if err := p.inventoryTable(inv, systems).markdown(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", p.inventoryCounts(inv, systems))
	return err
}

func (p Page) inventoryTable(inv *inventory.Inventory, systems []int32) *table {
	t := &table{
		head: []string{p.Msg("column.number"), p.Msg("column.id"), p.Msg("column.name"), p.Msg("column.tier"),
			p.Msg("column.agency"), p.Msg("column.room"), p.Msg("column.dr")},
		right: []bool{true},
	}
	for _, i := range systems {
		sys := &inv.Systems[i]
		tier := p.tier(sys.Tier)
		if sys.Class == inventory.Infrastructure {
			tier = p.Msg("word.infrastructure")
		}
		t.add(strconv.Itoa(int(i)+1), sys.ID, p.Name(sys.Name, sys.ID), tier,
			p.agency(inv, sys.Agency), dash(sys.Room), p.Msg("dr."+string(sys.DR)))
	}
	return t
}

// agency is how an agency is called; a dash when nobody said whose it is.
func (p Page) agency(inv *inventory.Inventory, id string) string {
	return dash(p.Name(inv.AgencyName(id), id))
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// inventoryCount counts services by tier, and infrastructure apart.
func inventoryCount(inv *inventory.Inventory, systems []int32) (services, infrastructure int, tiers [5]int) {
	for _, i := range systems {
		sys := &inv.Systems[i]
		switch {
		case sys.Class == inventory.Infrastructure:
			infrastructure++
			continue
		case sys.Tier >= 1 && sys.Tier <= 4:
			tiers[sys.Tier]++
		default:
			tiers[0]++
		}
		services++
	}
	return services, infrastructure, tiers
}

func (p Page) inventoryCounts(inv *inventory.Inventory, systems []int32) string {
	services, infrastructure, tiers := inventoryCount(inv, systems)
	return p.Msg("inventory.counts", services, infrastructure, tiers[1], tiers[2], tiers[3], tiers[4], tiers[0])
}

type systemJSON struct {
	Number     int               `json:"number"`
	ID         string            `json:"id"`
	Name       lang.Text         `json:"name"`
	Class      string            `json:"class"`
	Tier       *int              `json:"tier"`
	DR         string            `json:"dr"`
	Agency     string            `json:"agency"`
	Site       string            `json:"site"`
	Room       string            `json:"room"`
	Public     bool              `json:"public"`
	LifeSafety bool              `json:"lifeSafety"`
	Needs      []string          `json:"needs"`
	Soft       []string          `json:"soft"`
	Recovery   []rungJSON        `json:"recovery"`
	Continuity string            `json:"continuity"`
	MustBy     []string          `json:"mustBy"`
	Labels     map[string]string `json:"labels"`
}

type rungJSON struct {
	Method string   `json:"method"`
	On     string   `json:"on,omitempty"`
	Needs  []string `json:"needs"`
}

func (p Page) systemJSON(inv *inventory.Inventory, i int32) systemJSON {
	sys := &inv.Systems[i]
	j := systemJSON{
		Number: int(i) + 1, ID: sys.ID, Name: sys.Name, Class: string(sys.Class), Tier: tierJSON(sys.Tier),
		DR: string(sys.DR), Agency: sys.Agency, Site: sys.Site, Room: sys.Room,
		Public: sys.Public, LifeSafety: sys.LifeSafety,
		Needs: ids(inv, sys.Hard), Soft: ids(inv, sys.Soft), Recovery: []rungJSON{},
		Continuity: sys.Continuity.Means.In(p.Lang), MustBy: []string{}, Labels: sys.Labels,
	}
	for _, rung := range inv.Ladder(i) {
		j.Recovery = append(j.Recovery, rungJSON{rung.Method, rung.On, list(rung.Needs)})
	}
	for _, d := range sys.MustBy {
		j.MustBy = append(j.MustBy, d.At.Format(time.RFC3339))
	}
	if j.Labels == nil {
		j.Labels = map[string]string{}
	}
	return j
}

// InventoryJSON writes the systems for scripts. Phone numbers are not in it.
func InventoryJSON(w io.Writer, p Page, inv *inventory.Inventory, systems []int32) error {
	type counts struct {
		Total          int            `json:"total"`
		Infrastructure int            `json:"infrastructure"`
		ByTier         map[string]int `json:"byTier"`
	}
	services, infrastructure, tiers := inventoryCount(inv, systems)
	out := struct {
		head
		Name    string       `json:"name"`
		Counts  counts       `json:"counts"`
		Systems []systemJSON `json:"systems"`
	}{newHead("Inventory"), inv.Name, counts{services, infrastructure, byTier(tiers)}, []systemJSON{}}
	for _, i := range systems {
		out.Systems = append(out.Systems, p.systemJSON(inv, i))
	}
	return writeJSON(w, out)
}

// SystemJSON writes one system for scripts.
func SystemJSON(w io.Writer, p Page, inv *inventory.Inventory, i int32) error {
	return writeJSON(w, struct {
		head
		systemJSON
	}{newHead("System"), p.systemJSON(inv, i)})
}

// SystemText writes what is known of one system, a fact a line. It is the one
// place that shows phone numbers.
func SystemText(w io.Writer, p Page, inv *inventory.Inventory, i int32) error {
	return writeFacts(w, p.systemFacts(inv, i))
}

// SystemMarkdown writes the same as a table.
func SystemMarkdown(w io.Writer, p Page, inv *inventory.Inventory, i int32) error {
	return factsTable(p.systemFacts(inv, i)).markdown(w)
}

// systemFacts is what is known of a system; what nobody wrote is left out.
func (p Page) systemFacts(inv *inventory.Inventory, i int32) []fact {
	sys := &inv.Systems[i]
	var facts []fact
	say := func(key, value string) {
		if value != "" {
			facts = append(facts, fact{p.Msg(key), value})
		}
	}
	say("column.id", sys.ID)
	say("column.number", strconv.Itoa(int(i)+1))
	say("column.name", p.Name(sys.Name, sys.ID))
	say("system.class", p.Msg("class."+string(sys.Class)))
	say("column.tier", p.tier(sys.Tier))
	say("column.agency", p.agency(inv, sys.Agency))
	say("system.site", p.site(inv, sys.Site))
	say("column.room", sys.Room)
	say("column.dr", p.Msg("dr."+string(sys.DR)))
	say("system.public", p.yesNo(sys.Public))
	say("system.life-safety", p.yesNo(sys.LifeSafety))
	say("system.needs", p.systemList(inv, sys.Hard))
	say("system.soft", p.systemList(inv, sys.Soft))
	say("system.recovery", p.ladder(inv, i))
	say("system.backup", p.backup(inv, sys.Backup))
	say("system.continuity", sys.Continuity.Means.In(p.Lang))
	for _, d := range sys.MustBy {
		say("system.must-by", d.At.Format("2006-01-02 15:04")+" "+d.What.In(p.Lang))
	}
	for _, c := range inv.ContactsOf(i) {
		role := c.Role
		if role == inventory.DutyRoomRole {
			role = p.Msg("word.duty-room")
		}
		say("system.contact", strings.Join(strings.Fields(role+" "+c.Name+" "+c.Phone), " "))
	}
	return facts
}

// site is how a site is called.
func (p Page) site(inv *inventory.Inventory, id string) string {
	for _, s := range inv.Sites {
		if s.ID == id {
			return p.Name(s.Title, id)
		}
	}
	return id
}

func (p Page) yesNo(b bool) string {
	if b {
		return p.Msg("word.yes")
	}
	return p.Msg("word.no")
}

func (p Page) systemList(inv *inventory.Inventory, systems []int32) string {
	names := make([]string, len(systems))
	for n, i := range systems {
		names[n] = p.system(inv, i)
	}
	return strings.Join(names, ", ")
}

// ladder is the ways to bring the system back, first to last.
func (p Page) ladder(inv *inventory.Inventory, i int32) string {
	var rungs []string
	for _, r := range inv.Ladder(i) {
		rung := p.method(inv, r.Method)
		if r.On != "" {
			rung += " (" + p.site(inv, r.On) + ")"
		}
		rungs = append(rungs, rung)
	}
	return strings.Join(rungs, " > ")
}

// backup is the last copy known: when, and where it lies.
func (p Page) backup(inv *inventory.Inventory, b inventory.Backup) string {
	at := ""
	if !b.At.IsZero() {
		at = b.At.Format("2006-01-02 15:04")
	}
	return strings.TrimSpace(at + " " + p.site(inv, b.Where))
}
