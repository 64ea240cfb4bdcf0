// Command bokgu brings many information systems back after a mass outage.
package main

import (
	"os"

	"github.com/bokgu/bokgu/pkg/cli"
)

func main() {
	os.Exit(cli.Main(cli.OS()))
}
