package selection

// Phases lists the values of phase, in the order of work.
func Phases() []string { return []string{"down", "resumed", "restored", "verified", "stable"} }

// worldNames lists what every expectation can look at.
func worldNames() []string {
	return append(incidentNames(), "irregular", "records", "commands", "rounds", "twice")
}

// worldSystemNames lists what an expectation about systems can look at beside.
func worldSystemNames() []string {
	return append(systemNames(), "effectiveTier", "runs", "phase")
}

func worldField(name string) (value[World], bool) {
	count := func(of func(*World) *int) (value[World], bool) {
		return numberOf(func(w *World) float64 { return float64(*of(w)) }), true
	}
	switch name {
	case "irregular":
		return count(func(w *World) *int { return &w.Irregular })
	case "records":
		return count(func(w *World) *int { return &w.Records })
	case "commands":
		return count(func(w *World) *int { return &w.Commands })
	case "rounds":
		return count(func(w *World) *int { return &w.Rounds })
	case "twice":
		return count(func(w *World) *int { return &w.Twice })
	}
	v, ok := incidentField(name)
	return lift(v, incidentOf), ok
}

func worldSystemField(name string) (value[World], bool) {
	switch name {
	case "effectiveTier":
		v := numberOf(func(w *World) float64 { return w.Effective })
		v.tiers = true
		return v, true
	case "runs":
		return truthOf(func(w *World) bool { return w.Runs }), true
	case "phase":
		return enumOf(name, func(w *World) string { return w.Phase }, Phases()...), true
	}
	if v, ok := systemField(name); ok {
		return lift(v, func(w *World) *System { return &w.System }), true
	}
	return worldField(name)
}

func incidentOf(w *World) *Incident { return &w.Incident }

// worldFunctions lists the calls of every expectation: those of a gate first.
func worldFunctions() []function[World] {
	var all []function[World]
	for _, f := range incidentFunctions() {
		all = append(all, function[World]{name: f.name, ofName: func(id string) value[World] {
			return lift(f.ofName(id), incidentOf)
		}})
	}
	ofTier := func(name string, of func(*World) func(int) int) function[World] {
		return function[World]{name: name, ofTier: func(tier int) value[World] { return counted(of, tier) }}
	}
	return append(all,
		function[World]{name: CallIsBack, ofName: func(system string) value[World] {
			return truthOf(func(w *World) bool { return w.IsBack != nil && w.IsBack(system) })
		}},
		function[World]{name: CallRecorded, ofName: func(kind string) value[World] {
			return counted(func(w *World) func(string) int { return w.Recorded }, kind)
		}},
		ofTier("tierTotal", func(w *World) func(int) int { return w.TierTotal }),
		ofTier("tierBack", func(w *World) func(int) int { return w.TierBack }),
		ofTier("tierRuns", func(w *World) func(int) int { return w.TierRuns }),
	)
}

// worldSystemFunctions lists the calls of an expectation about systems.
func worldSystemFunctions() []function[World] {
	return append(worldFunctions(), function[World]{name: CallDid, ofName: func(task string) value[World] {
		return truthOf(func(w *World) bool { return w.Did != nil && w.Did(task) })
	}})
}

// counted is a number that the world gives of something; 0 when it gives none.
func counted[A any](of func(*World) func(A) int, argument A) value[World] {
	return numberOf(func(w *World) float64 {
		if count := of(w); count != nil {
			return float64(count(argument))
		}
		return 0
	})
}

// lift makes a value of a part one of the whole.
func lift[W, E any](v value[E], part func(*W) *E) value[W] {
	w := value[W]{kind: v.kind, field: v.field, words: v.words, tiers: v.tiers, fixed: v.fixed}
	switch v.kind {
	case truth:
		w.truth = func(whole *W, item string) bool { return v.truth(part(whole), item) }
	case number:
		w.number = func(whole *W, item string) float64 { return v.number(part(whole), item) }
	case text:
		w.text = func(whole *W, item string) string { return v.text(part(whole), item) }
	case texts:
		w.texts = func(whole *W, item string) []string { return v.texts(part(whole), item) }
	case table:
		w.table = func(whole *W, item string) map[string]string { return v.table(part(whole), item) }
	}
	return w
}
