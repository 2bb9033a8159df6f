// Manifests judges rendered Kubernetes manifests as an API server would, without one: it decodes each
// document strictly, fills in defaults and runs the validation of Kubernetes' own code over it; pods must
// keep the "restricted" Pod Security Standard. Documents of one file must fit together, too: what a pod
// mounts is there, what selects pods selects some.
//
//	manifests FILE...                 judges; exit code 1 when something is wrong
//	manifests -configurations DIR FILE...  also writes what each agent would be started with into DIR
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	configurations := flag.String("configurations", "", "where to write what agents are started with")
	flag.Parse()
	problems := 0
	for _, file := range flag.Args() {
		documents, wrong := read(file)
		for _, document := range documents {
			wrong = append(wrong, document.judge()...)
		}
		wrong = append(wrong, together(documents)...)
		for _, problem := range wrong {
			fmt.Printf("%s: %s\n", file, problem)
		}
		problems += len(wrong)
		fmt.Printf("%s: %d documents\n", file, len(documents))
		if *configurations != "" {
			if err := writeConfigurations(*configurations, file, documents); err != nil {
				fmt.Fprintf(os.Stderr, "manifests: %v\n", err)
				os.Exit(2)
			}
		}
	}
	if problems > 0 {
		fmt.Printf("%d problems\n", problems)
		os.Exit(1)
	}
}
