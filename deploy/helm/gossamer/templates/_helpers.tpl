{{/* The release's name, which everything in it bears. */}}
{{- define "gossamer.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{/* By these the pods are found; they never change. */}}
{{- define "gossamer.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "gossamer.labels" -}}
{{ include "gossamer.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "gossamer.secret" -}}
{{- .Values.secret.name | default (include "gossamer.name" .) -}}
{{- end -}}
