// Command bokgu brings many information systems back after a mass outage.
package main

func main() {}
