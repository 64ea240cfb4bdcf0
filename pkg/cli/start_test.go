package cli

import "testing"

// What every command pays before it begins: finding the language and making
// the command tree.
func BenchmarkStart(b *testing.B) {
	env := Env{Args: []string{"--version"}, Getenv: func(string) string { return "" }}
	for b.Loop() {
		newRootCmd(newRun(env))
	}
}
