// Package inventory is the list of what there is to bring back: systems in
// four tiers, with the agencies, sites, rooms and crews around them and the
// methods by which they come back. It holds values and their checks; reading
// files is somebody else's work.
//
// An Inventory is made by its loader, checked with Check, and made ready for
// use with Resolve, which joins what the defaults give to what a system says
// and turns names into dense indices. After that nothing changes it.
package inventory

import (
	"slices"
	"time"

	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/selection"
)

// Class tells what is counted from what is only needed.
type Class string

const (
	Service        Class = "service"        // counted; the zero Class reads as this after loading
	Infrastructure Class = "infrastructure" // power, cooling, network, storage: needed, not counted
)

// DR is what was prepared for a system at another site.
type DR string

const (
	DRServer  DR = "server"  // servers and data stand ready
	DRStorage DR = "storage" // data is copied, servers are not there
	DRBackup  DR = "backup"  // backups only
	DRNone    DR = "none"
	DRUnknown DR = "" // nobody wrote it down
)

// Tier is business importance, 1 highest to 4; 0 is unknown.
type Tier int

// UnknownTier is the zero Tier: nobody graded the system.
const UnknownTier Tier = 0

// Inventory is everything the files say. Slices keep the order of the files.
type Inventory struct {
	Name     string
	Title    lang.Text
	AsOf     time.Time // when the list was true; zero when not said
	Tiers    map[Tier]TierTarget
	Sites    []Site
	Agencies []Agency
	Rooms    []Room
	Crews    []Crew
	Methods  []Method
	Defaults []Default
	Systems  []System

	// SetAside counts the entries that were left out because a finding made
	// them unfit; 0 in a sound inventory.
	SetAside int

	// Made by Resolve.
	index    map[string]int32 // system id → position in Systems
	agencies map[string]int32 // agency id or name → position in Agencies
	methods  map[string]int32 // method id → position in Methods
	rooms    map[string]int32 // room id → position in Rooms
	idOrder  []int32          // by system: place of its id among all
	ladders  [2][]Rung        // see defaultLadders
}

// TierTarget is what a tier promises.
type TierTarget struct {
	RTO    time.Duration // time allowed from the start of the outage; 0 is none
	RPO    time.Duration // how old the last backup may be; 0: nobody has said
	Weight int64         // what an hour down costs against other tiers
}

// Site is a place with a building of its own.
type Site struct {
	ID    string
	Title lang.Text
}

// Agency owns systems. Its phone numbers never leave the inventory.
type Agency struct {
	ID       string
	Name     lang.Text
	DutyRoom string // phone number
	Contacts []Contact
}

// Contact is a person to call.
type Contact struct {
	Role    string
	Name    string
	Phone   string
	Checked time.Time // when the number was last tried; zero when never
}

// Room is where systems stand.
type Room struct {
	ID     string
	Title  lang.Text
	Site   string
	Floor  int
	AtOnce int           // systems that may be started at once, for heat and power; 0 is no limit
	Pause  time.Duration // between two rounds in the room
}

// Crew is people who work together.
type Crew struct {
	ID     string
	Title  lang.Text
	Site   string   // where it works; empty: anywhere
	People int      // 0: nobody has said, and nobody can be sent
	Skills []string // of the methods it can do
	Shifts []Shift  // when it works, every day; none: day and night
}

// Serves says whether the crew has a skill and works at a site. A crew or a
// piece of work without a site goes with any.
func (c *Crew) Serves(site, skill string) bool {
	return slices.Contains(c.Skills, skill) && (c.Site == "" || site == "" || c.Site == site)
}

// Shift is a part of the day, in time since midnight at the place of the
// outage, 0 to 24 hours. One that ends no later than it begins goes on past
// midnight; one that ends as it begins is the whole day.
type Shift struct{ From, To time.Duration }

const day = 24 * time.Hour

// Method is one way to bring a system back.
type Method struct {
	ID       string
	Title    lang.Text
	Skill    string // of the crew that does it; empty: it needs nobody of ours
	People   int    // of that crew, at once; at least 1 after Resolve when there is a skill
	Estimate Estimate
	Success  float64 // chance that it works, 0 to 1; 0 when not said
}

// The built-in methods, which every inventory has.
const (
	Restart       = "restart"
	Failover      = "failover"
	RestoreBackup = "restore-backup"
	Rebuild       = "rebuild"
	Move          = "move"
	OlderVersion  = "older-version"
)

// Default gives needs to every system it matches.
type Default struct {
	Where     *selection.Expr // nil matches nothing
	DependsOn []Need
}

// Need is a dependency: hard (must be back before) unless Soft.
type Need struct {
	ID   string
	Soft bool
}

// Rung is one step of a system's ladder of methods.
type Rung struct {
	Method string
	On     string    // site where it runs then; empty is home
	Needs  []string  // hard needs of this rung, beside or instead of the home ones
	Lacks  lang.Text // functions missing when it runs this way

	Estimate Estimate // how long it takes for this system; zero: as the method says
}

// System is one entry of the inventory.
type System struct {
	ID         string
	Name       lang.Text
	Class      Class
	Tier       Tier
	DR         DR
	Grade      Grade
	Agency     string // id or plain name; a section may add to it but need not
	Site       string
	Room       string
	Public     bool
	LifeSafety bool
	DependsOn  []Need // as the system's entry says; see Needs
	Recovery   []Rung // as written; empty means the ladder of Ladder, empty but not nil that the entry says so
	Backup     Backup
	Probes     []Probe
	Continuity Continuity
	MustBy     []Deadline
	Contacts   []Contact
	Labels     map[string]string

	// Made by Resolve: every need, what the defaults give first, then what
	// the entry says, without repetition, in indices of Systems. A need named
	// both hard and soft is hard.
	Hard []int32
	Soft []int32
}

// Grade is the evidence for a tier: 40/50/10 points for impact, users, spread.
type Grade struct {
	Impact, Users, Spread int
	AsOf                  time.Time
	Source                string
}

// Backup is the last copy known.
type Backup struct {
	At    time.Time
	Where string // site
}

// Probe is a question to a running system.
type Probe struct {
	HTTP   string
	Expect int
	TCP    string
}

// Continuity is the substitute people use meanwhile; the zero value is none.
type Continuity struct {
	Kind        string
	Means       lang.Text
	MaxDuration time.Duration
}

// Deadline is a moment the world will not move.
type Deadline struct {
	At   time.Time
	What lang.Text
}

// Index finds a system by id; call it after Resolve.
func (inv *Inventory) Index(id string) (int32, bool) {
	i, ok := inv.index[id]
	return i, ok
}
