package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"sigs.k8s.io/yaml"

	// These enter their types, defaults and conversions.
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
)

// document is one object of a file.
type document struct {
	kind, name string
	// As written, with defaults: the versioned type.
	written runtime.Object
	// As Kubernetes works with it; nil for kinds that are no part of it.
	internal runtime.Object
}

func (d document) String() string { return d.kind + "/" + d.name }

type header struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name string `json:"name"`
	} `json:"metadata"`
}

// Kinds of the Prometheus Operator, by which a cluster may find metrics and rules.
var custom = map[string]func() runtime.Object{
	"PodMonitor":     func() runtime.Object { return &monitoring.PodMonitor{} },
	"ServiceMonitor": func() runtime.Object { return &monitoring.ServiceMonitor{} },
	"PrometheusRule": func() runtime.Object { return &monitoring.PrometheusRule{} },
}

var strict = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)

func read(file string) (documents []document, problems []string) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, []string{err.Error()}
	}
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(content)))
	for number := 1; ; number++ {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return documents, problems
		}
		if err != nil {
			return documents, append(problems, fmt.Sprintf("document %d: %v", number, err))
		}
		document, err := decode(text)
		switch {
		case err != nil:
			problems = append(problems, fmt.Sprintf("document %d: %v", number, err))
		case document != nil:
			documents = append(documents, *document)
		}
	}
}

// decode gives nothing for a document without content.
func decode(text []byte) (*document, error) {
	var header header
	if err := yaml.Unmarshal(text, &header); err != nil {
		return nil, err
	}
	if header.Kind == "" && header.APIVersion == "" {
		return nil, nil
	}
	result := &document{kind: header.Kind, name: header.Metadata.Name}
	if create, ok := custom[header.Kind]; ok {
		result.written = create()
		if err := yaml.UnmarshalStrict(text, result.written); err != nil {
			return nil, fmt.Errorf("%s: %w", result, err)
		}
		return result, nil
	}
	versioned, _, err := strict.UniversalDeserializer().Decode(text, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", result, err)
	}
	legacyscheme.Scheme.Default(versioned)
	result.written = versioned
	result.internal, err = legacyscheme.Scheme.UnsafeConvertToVersion(versioned.DeepCopyObject(), runtime.InternalGroupVersioner)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", result, err)
	}
	return result, nil
}
