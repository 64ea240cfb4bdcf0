// Command bare is the smallest program with the four libraries that bokgu
// stands on. It exists to be started beside bokgu: see docs/PERFORMANCE.md.
package main

import (
	"fmt"
	"os"

	"github.com/olekukonko/tablewriter"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
	"gopkg.in/yaml.v3"
)

func main() {
	v := viper.New()
	root := &cobra.Command{Use: "bare", RunE: func(*cobra.Command, []string) error {
		_, err := fmt.Println("bare")
		return err
	}}
	root.Flags().Bool("version", false, "")
	root.PersistentFlags().String("lang", "", "")
	if err := v.BindPFlags(root.PersistentFlags()); err != nil {
		os.Exit(1)
	}
	if len(os.Args) > 3 { // never: only so that the libraries are linked in
		var n yaml.Node
		_ = yaml.Unmarshal([]byte("a: b"), &n)
		_ = tablewriter.NewTable(os.Stdout).Render()
	}
	if root.Execute() != nil {
		os.Exit(1)
	}
}
