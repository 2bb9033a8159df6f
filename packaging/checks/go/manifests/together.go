package main

import (
	"fmt"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// together tells what documents say of one another that is not so. Secrets are made by hand, so these may
// be missing.
func together(documents []document) []string {
	var problems []string
	names := map[string]bool{}
	var pods []labels.Set
	for _, document := range documents {
		if names[document.String()] {
			problems = append(problems, fmt.Sprintf("%s: is there twice", document))
		}
		names[document.String()] = true
		if template := document.template(); template != nil {
			pods = append(pods, template.Labels)
		}
	}
	for _, document := range documents {
		if template := document.template(); template != nil {
			problems = append(problems, mounts(document, &template.Spec, names)...)
		}
		selector := selects(document)
		if selector != nil && selector.Empty() {
			problems = append(problems, fmt.Sprintf("%s: selects every pod", document))
		}
		if selector != nil && !slices.ContainsFunc(pods, func(pod labels.Set) bool { return selector.Matches(pod) }) {
			problems = append(problems, fmt.Sprintf("%s: selects no pod", document))
		}
	}
	return problems
}

func mounts(document document, pod *corev1.PodSpec, names map[string]bool) []string {
	var problems []string
	need := func(name string) {
		if !names[name] {
			problems = append(problems, fmt.Sprintf("%s: there is no %s", document, name))
		}
	}
	for _, volume := range pod.Volumes {
		if volume.ConfigMap != nil {
			need("ConfigMap/" + volume.ConfigMap.Name)
		}
	}
	if account := pod.ServiceAccountName; account != "" && account != "default" {
		need("ServiceAccount/" + account)
	}
	for _, container := range slices.Concat(pod.InitContainers, pod.Containers) {
		for _, source := range container.EnvFrom {
			if reference := source.ConfigMapRef; reference != nil && (reference.Optional == nil || !*reference.Optional) {
				need("ConfigMap/" + reference.Name)
			}
		}
		for _, variable := range container.Env {
			if variable.ValueFrom != nil && variable.ValueFrom.ConfigMapKeyRef != nil {
				need("ConfigMap/" + variable.ValueFrom.ConfigMapKeyRef.Name)
			}
		}
	}
	if set, ok := document.written.(*appsv1.StatefulSet); ok && set.Spec.ServiceName != "" {
		need("Service/" + set.Spec.ServiceName)
	}
	return problems
}

// selects is which pods a document means; nil for those that mean none.
func selects(document document) labels.Selector {
	var selector *metav1.LabelSelector
	switch object := document.written.(type) {
	case *policyv1.PodDisruptionBudget:
		selector = object.Spec.Selector
	case *networkingv1.NetworkPolicy:
		selector = &object.Spec.PodSelector
	case *corev1.Service:
		return labels.SelectorFromSet(object.Spec.Selector)
	default:
		return nil
	}
	result, err := metav1.LabelSelectorAsSelector(selector)
	if err != nil {
		return labels.Nothing()
	}
	return result
}
