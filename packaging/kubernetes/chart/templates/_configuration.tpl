{{/* The files that agents read, by name, as the data of a config map. */}}
{{- define "logboom.configuration" -}}
{{- $files := dict -}}
{{- if eq .Values.mode "standalone" -}}
{{- range $path, $_ := .Files.Glob "files/environments/*.conf" -}}
{{- $_ := set $files (base $path) ($.Files.Get $path) -}}
{{- end -}}
{{- else -}}
{{- $_ := set $files "sidecar.conf" (.Files.Get (printf "files/sidecar/%s.conf" .Values.sidecar.source)) -}}
{{- $name := printf "%s.conf" .Values.environment -}}
{{- $_ := set $files $name (.Files.Get (printf "files/sidecar/%s" $name)) -}}
{{- end -}}
{{- $_ := set $files "kubernetes.conf" (.Files.Get "files/kubernetes.conf") -}}
{{- range $name, $text := .Values.config.files -}}
{{- $_ := set $files $name $text -}}
{{- end -}}
{{- with .Values.config.override -}}
{{- $_ := set $files "override.conf" . -}}
{{- end -}}
{{- toYaml $files -}}
{{- end -}}

{{/* Those of them that a command gets, in order: later ones go over earlier ones. */}}
{{- define "logboom.arguments" -}}
{{- if eq .Values.mode "sidecar" }}
- /etc/logboom/sidecar.conf
{{- end }}
- /etc/logboom/{{ .Values.config.main | default (printf "%s.conf" .Values.environment) }}
- /etc/logboom/kubernetes.conf
{{- if .Values.config.override }}
- /etc/logboom/override.conf
{{- end }}
{{- end -}}

{{- define "logboom.environment" -}}
- name: LOGBOOM_DATA_DIR
  value: /var/lib/logboom
- name: LOGBOOM_ADMIN_LISTEN
  value: {{ printf "0.0.0.0:%v" .Values.admin.port | quote }}
{{- if .Values.secret.name }}
- name: CREDENTIALS_DIRECTORY
  value: /etc/logboom-secrets
{{- end }}
{{- if and (eq .Values.mode "sidecar") (eq .Values.sidecar.source "tail") }}
- name: LOGS_DIR
  value: {{ .Values.sidecar.logs.path | quote }}
{{- end }}
{{- with .Values.aws.region }}
- name: AWS_REGION
  value: {{ . | quote }}
{{- end }}
{{- if and .Values.aws.roleArn (eq .Values.aws.identity "projected") }}
- name: AWS_ROLE_ARN
  value: {{ .Values.aws.roleArn | quote }}
- name: AWS_WEB_IDENTITY_TOKEN_FILE
  value: /var/run/secrets/aws/token
{{- end }}
{{- range $name, $value := .Values.variables }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* What a container of the agent mounts; all but `data` are made by logboom.volumes. */}}
{{- define "logboom.mounts" -}}
- name: logboom-conf
  mountPath: /etc/logboom
  readOnly: true
- name: data
  mountPath: /var/lib/logboom
- name: logboom-tmp
  mountPath: /tmp
{{- if .Values.secret.name }}
- name: logboom-secrets
  mountPath: /etc/logboom-secrets
  readOnly: true
{{- end }}
{{- if and .Values.aws.roleArn (eq .Values.aws.identity "projected") }}
- name: aws-token
  mountPath: /var/run/secrets/aws
  readOnly: true
{{- end }}
{{- end -}}

{{- define "logboom.volumes" -}}
- name: logboom-conf
  configMap:
    name: {{ include "logboom.fullname" . }}
- name: logboom-tmp
  emptyDir:
    sizeLimit: 64Mi
{{- with .Values.secret }}
{{- if .name }}
- name: logboom-secrets
  secret:
    secretName: {{ .name }}
    defaultMode: 0440
    items:
      {{- range .keys }}
      - key: {{ . }}
        path: {{ . }}
      {{- end }}
{{- end }}
{{- end }}
{{- if and .Values.aws.roleArn (eq .Values.aws.identity "projected") }}
- name: aws-token
  projected:
    defaultMode: 0440
    sources:
      - serviceAccountToken:
          audience: sts.amazonaws.com
          expirationSeconds: 86400
          path: token
{{- end }}
{{- end -}}
