{{/* What the agent's container may: nothing that root or another program could. */}}
{{- define "logboom.container.security" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "logboom.pod.security" -}}
runAsNonRoot: true
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "logboom.liveness" -}}
httpGet: { path: /health/live, port: logboom-admin }
periodSeconds: 10
timeoutSeconds: 5
failureThreshold: 6
{{- end -}}

{{/* The agent of a standalone pod. */}}
{{- define "logboom.container" -}}
- name: logboom
  image: {{ include "logboom.image" . }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  args:
    - run
    {{- include "logboom.arguments" . | trim | nindent 4 }}
  env:
    {{- include "logboom.environment" . | nindent 4 }}
  ports:
    - name: logboom-admin
      containerPort: {{ .Values.admin.port }}
    {{- range .Values.ports }}
    - name: {{ .name }}
      containerPort: {{ .containerPort | default .port }}
      protocol: {{ .protocol | default "TCP" }}
    {{- end }}
  startupProbe:
    httpGet: { path: /health/live, port: logboom-admin }
    periodSeconds: 1
    failureThreshold: 60
  readinessProbe:
    httpGet: { path: /health/ready, port: logboom-admin }
    periodSeconds: 5
    timeoutSeconds: 2
  livenessProbe:
    {{- include "logboom.liveness" . | nindent 4 }}
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  securityContext:
    {{- include "logboom.container.security" . | nindent 4 }}
  volumeMounts:
    {{- include "logboom.mounts" . | nindent 4 }}
{{- end -}}

{{/*
An agent beside an application, for `initContainers`. It is restarted always, which makes it a sidecar: it
starts before the application and is told to end once that has ended. The application waits for one that
listens to be ready, and for one that reads files merely to live. No readiness probe: a SIEM that is away
must not take the application's traffic away.
*/}}
{{- define "logboom.sidecar.container" -}}
- name: logboom
  image: {{ include "logboom.image" . }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  restartPolicy: Always
  args:
    - run
    {{- include "logboom.arguments" . | trim | nindent 4 }}
  env:
    {{- include "logboom.environment" . | nindent 4 }}
  ports:
    - name: logboom-admin
      containerPort: {{ .Values.admin.port }}
  startupProbe:
    httpGet: { path: {{ ternary "/health/live" "/health/ready" (eq .Values.sidecar.source "tail") }}, port: logboom-admin }
    periodSeconds: 1
    failureThreshold: 60
  livenessProbe:
    {{- include "logboom.liveness" . | nindent 4 }}
  {{- with .Values.sidecar.linger }}
  lifecycle:
    preStop:
      sleep: { seconds: {{ . }} }
  {{- end }}
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  securityContext:
    {{- include "logboom.container.security" . | nindent 4 }}
  volumeMounts:
    {{- include "logboom.mounts" . | replace "name: data" "name: logboom-data" | nindent 4 }}
    {{- if eq .Values.sidecar.source "tail" }}
    - name: logs
      mountPath: {{ .Values.sidecar.logs.path }}
      readOnly: true
    {{- end }}
{{- end -}}

{{/* The volumes of that; the application mounts `logs`. */}}
{{- define "logboom.sidecar.volumes" -}}
{{ include "logboom.volumes" . }}
- name: logboom-data
  emptyDir:
    sizeLimit: {{ .Values.persistence.emptyDirSize }}
{{- if eq .Values.sidecar.source "tail" }}
- name: logs
  emptyDir:
    sizeLimit: {{ .Values.sidecar.logs.size }}
{{- end }}
{{- end -}}

{{/* What standalone pods and those with a sidecar have in common. */}}
{{- define "logboom.pod" -}}
serviceAccountName: {{ include "logboom.serviceAccount" . }}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
securityContext:
  {{- include "logboom.pod.security" . | nindent 2 }}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "logboom.selector" $ | nindent 8 }}
  {{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
