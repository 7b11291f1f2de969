{{- /* Name of everything of one part: (list . "server") */ -}}
{{- define "twinlens.name" -}}
{{ printf "%s-%s" (trunc 40 (index . 0).Release.Name) (index . 1) }}
{{- end }}

{{- /* What selects the pods of a part; never changes. */ -}}
{{- define "twinlens.selector" -}}
app.kubernetes.io/name: twinlens
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "twinlens.labels" -}}
{{ include "twinlens.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{- define "twinlens.image" -}}
{{ .repository }}{{ with .tag }}:{{ . }}{{ end }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}

{{- /* What holds for every pod: a user of its own, nothing of the cluster. 10001 is the user of the images. */ -}}
{{- define "twinlens.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "twinlens.container" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "twinlens.spread" -}}
{{- range tuple "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
- maxSkew: 1
  topologyKey: {{ . }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "twinlens.selector" $ | nindent 6 }}
{{- end }}
{{- end }}
