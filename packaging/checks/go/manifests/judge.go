package main

import (
	"context"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/api/service"
	"k8s.io/kubernetes/pkg/apis/apps"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	psa "k8s.io/pod-security-admission/api"
	standards "k8s.io/pod-security-admission/policy"
)

// judge tells what an API server would refuse of this document, and what it would warn of.
func (d document) judge() []string {
	if d.internal == nil {
		return nil
	}
	setNamespace(d.internal)
	var errors field.ErrorList
	switch object := d.internal.(type) {
	case *apps.Deployment:
		errors = appsvalidation.ValidateDeployment(object, options(&object.Spec.Template))
	case *apps.StatefulSet:
		errors = appsvalidation.ValidateStatefulSet(object, options(&object.Spec.Template))
	case *batch.Job:
		errors = batchvalidation.ValidateJobSpec(&object.Spec, field.NewPath("spec"), options(&object.Spec.Template))
	case *core.Pod:
		meta := object.ObjectMeta
		errors = corevalidation.ValidatePodCreate(object, podutil.GetValidationOptionsFromPodSpecAndMeta(&object.Spec, nil, &meta, nil))
	case *core.ConfigMap:
		errors = corevalidation.ValidateConfigMap(object)
	case *core.Secret:
		errors = corevalidation.ValidateSecret(object)
	case *core.Service:
		// What the server fills in before it judges.
		if object.Spec.ClusterIP != "" {
			object.Spec.ClusterIPs = []string{object.Spec.ClusterIP}
		}
		if service.NeedsHealthCheck(object) {
			object.Spec.HealthCheckNodePort = 30000
		}
		errors = corevalidation.ValidateServiceCreate(object)
	case *core.ServiceAccount:
		errors = corevalidation.ValidateServiceAccount(object)
	case *core.Namespace:
		errors = corevalidation.ValidateNamespace(object)
	case *policy.PodDisruptionBudget:
		errors = policyvalidation.ValidatePodDisruptionBudget(object, policyvalidation.PodDisruptionBudgetValidationOptions{})
	case *networking.NetworkPolicy:
		errors = networkingvalidation.ValidateNetworkPolicy(object, networkingvalidation.NetworkPolicyValidationOptions{})
	default:
		return []string{d.String() + ": nothing here can judge this kind"}
	}
	var problems []string
	for _, err := range errors {
		problems = append(problems, fmt.Sprintf("%s: %v", d, err))
	}
	if template := d.internalTemplate(); template != nil {
		for _, warning := range podutil.GetWarningsForPodTemplate(context.Background(), field.NewPath("spec", "template"), template, nil) {
			problems = append(problems, fmt.Sprintf("%s: warning: %s", d, warning))
		}
	}
	return append(problems, d.restricted()...)
}

// restricted holds the pods to the strictest of the Pod Security Standards.
func (d document) restricted() []string {
	template := d.template()
	if template == nil {
		return nil
	}
	evaluator, err := standards.NewEvaluator(standards.DefaultChecks())
	if err != nil {
		return []string{err.Error()}
	}
	level := psa.LevelVersion{Level: psa.LevelRestricted, Version: psa.LatestVersion()}
	var problems []string
	for _, result := range evaluator.EvaluatePod(level, &template.ObjectMeta, &template.Spec) {
		if !result.Allowed {
			problems = append(problems, fmt.Sprintf("%s: not restricted: %s: %s", d, result.ForbiddenReason, result.ForbiddenDetail))
		}
	}
	return problems
}

func options(template *core.PodTemplateSpec) corevalidation.PodValidationOptions {
	return podutil.GetValidationOptionsFromPodTemplate(template, nil)
}

// setNamespace does what kubectl does for a document that names none.
func setNamespace(object runtime.Object) {
	meta, ok := object.(metav1.Object)
	if !ok || meta.GetNamespace() != "" {
		return
	}
	if _, cluster := object.(*core.Namespace); !cluster {
		meta.SetNamespace(metav1.NamespaceDefault)
	}
}

func (d document) internalTemplate() *core.PodTemplateSpec {
	switch object := d.internal.(type) {
	case *apps.Deployment:
		return &object.Spec.Template
	case *apps.StatefulSet:
		return &object.Spec.Template
	case *batch.Job:
		return &object.Spec.Template
	case *core.Pod:
		return &core.PodTemplateSpec{ObjectMeta: object.ObjectMeta, Spec: object.Spec}
	}
	return nil
}

// template is the pod of a document that makes pods; nil for others.
func (d document) template() *corev1.PodTemplateSpec {
	internal := d.internalTemplate()
	if internal == nil {
		return nil
	}
	template := &corev1.PodTemplateSpec{}
	if err := legacyscheme.Scheme.Convert(internal, template, nil); err != nil {
		panic(strings.Join([]string{d.String(), err.Error()}, ": "))
	}
	return template
}
