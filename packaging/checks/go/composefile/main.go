// Composefile reads compose files as Docker Compose does, with the library that it does it with: schema,
// interpolation, and that services, volumes and files named are there.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

func main() {
	for _, file := range os.Args[1:] {
		options, err := cli.NewProjectOptions([]string{file}, cli.WithWorkingDirectory(filepath.Dir(file)), cli.WithProfiles([]string{"*"}))
		if err != nil {
			fail(file, err)
		}
		project, err := options.LoadProject(context.Background())
		if err != nil {
			fail(file, err)
		}
		for _, service := range project.Services {
			for _, volume := range service.Volumes {
				if volume.Type != types.VolumeTypeBind {
					continue
				}
				if _, err := os.Stat(volume.Source); err != nil {
					fail(file, fmt.Errorf("%s: %w", service.Name, err))
				}
			}
		}
		for name, config := range project.Configs {
			if config.File == "" {
				continue
			}
			if _, err := os.Stat(config.File); err != nil {
				fail(file, fmt.Errorf("config %s: %w", name, err))
			}
		}
		fmt.Printf("%s: %d services\n", file, len(project.Services))
	}
}

func fail(file string, err error) {
	fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
	os.Exit(1)
}
