package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// The name that the agent's container has in every manifest.
const agent = "logboom"

// writeConfigurations lays out, for each agent of a file, a folder with the files that its pod would have,
// and a script `check` that has Logboom bind them with the environment of the container. What a secret
// holds nobody knows here: the script makes such a file.
func writeConfigurations(folder, file string, documents []document) error {
	maps := map[string]*corev1.ConfigMap{}
	for _, document := range documents {
		if object, ok := document.written.(*corev1.ConfigMap); ok {
			maps[object.Name] = object
		}
	}
	for _, document := range documents {
		template := document.template()
		if template == nil {
			continue
		}
		for _, container := range slices.Concat(template.Spec.InitContainers, template.Spec.Containers) {
			if container.Name != agent || len(container.Args) == 0 || container.Args[0] != "run" {
				continue
			}
			name := strings.TrimSuffix(filepath.Base(file), ".yaml") + "-" + document.name
			if err := lay(filepath.Join(folder, name), template.Spec, container, maps); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

func lay(folder string, pod corev1.PodSpec, container corev1.Container, maps map[string]*corev1.ConfigMap) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	root := filepath.Join(folder, "root")
	moved := into(root, container.VolumeMounts)
	for _, mount := range container.VolumeMounts {
		if err := os.MkdirAll(filepath.Join(root, mount.MountPath), 0o755); err != nil {
			return err
		}
		for _, volume := range pod.Volumes {
			if volume.Name != mount.Name {
				continue
			}
			contents := map[string]string{}
			if volume.ConfigMap != nil {
				contents = maps[volume.ConfigMap.Name].Data
			}
			if volume.Secret != nil {
				for _, item := range volume.Secret.Items {
					contents[item.Path] = "example\n"
				}
			}
			for name, text := range contents {
				text = moved.Replace(text)
				if err := os.WriteFile(filepath.Join(root, mount.MountPath, name), []byte(text), 0o644); err != nil {
					return err
				}
			}
		}
	}
	script := strings.Builder{}
	script.WriteString("#!/bin/sh\nset -eu\ncd '" + folder + "'\nexec env \\\n")
	for _, source := range container.EnvFrom {
		if source.ConfigMapRef == nil {
			continue
		}
		if object := maps[source.ConfigMapRef.Name]; object != nil {
			for name, value := range object.Data {
				script.WriteString("  " + name + "='" + moved.Replace(value) + "' \\\n")
			}
		}
	}
	for _, variable := range container.Env {
		value := variable.Value
		if variable.ValueFrom != nil {
			value = "example"
		}
		script.WriteString("  " + variable.Name + "='" + moved.Replace(value) + "' \\\n")
	}
	script.WriteString("  \"$1\" check")
	for _, argument := range container.Args[1:] {
		script.WriteString(" '" + moved.Replace(argument) + "'")
	}
	script.WriteString("\n")
	return os.WriteFile(filepath.Join(folder, "check"), []byte(script.String()), 0o755)
}

// into has paths that the container mounts name the places where their files are laid out; what begins like
// another path comes before it.
func into(root string, mounts []corev1.VolumeMount) *strings.Replacer {
	var paths []string
	for _, mount := range mounts {
		if mount.MountPath != "/tmp" {
			paths = append(paths, mount.MountPath)
		}
	}
	slices.SortFunc(paths, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, path := range paths {
		pairs = append(pairs, path, root+path)
	}
	return strings.NewReplacer(pairs...)
}
