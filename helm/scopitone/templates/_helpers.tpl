{{- define "scopitone.name" -}}
{{- default .Release.Name .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Labels that select: a list of root, component. */}}
{{- define "scopitone.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: scopitone
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "scopitone.labels" -}}
{{- $root := index . 0 -}}
{{ include "scopitone.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ $root.Chart.Name }}-{{ $root.Chart.Version }}
{{- end -}}

{{/* An image: a list of root, name. */}}
{{- define "scopitone.image" -}}
{{- $root := index . 0 -}}
{{ $root.Values.image.registry }}/{{ index . 1 }}:{{ default $root.Chart.AppVersion $root.Values.image.tag }}
{{- end -}}

{{- define "scopitone.serviceAccount" -}}
{{- default (include "scopitone.name" .) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "scopitone.secret" -}}
{{ include "scopitone.name" . }}-settings
{{- end -}}

{{- define "scopitone.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "scopitone.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Where to run and under which name: a list of root, values of the component. */}}
{{- define "scopitone.placement" -}}
{{- $root := index . 0 -}}
{{- $own := index . 1 -}}
serviceAccountName: {{ include "scopitone.serviceAccount" $root }}
automountServiceAccountToken: {{ default false $own.mountToken }}
enableServiceLinks: false
securityContext:
  {{- include "scopitone.podSecurity" $root | nindent 2 }}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $own.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $own.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Pod metadata: a list of root, component. Settings that change roll the Pods. */}}
{{- define "scopitone.podMetadata" -}}
{{- $root := index . 0 -}}
labels:
  {{- include "scopitone.labels" . | nindent 2 }}
  {{- with $root.Values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  checksum/settings: {{ include (print $root.Template.BasePath "/configmap.yaml") $root | sha256sum }}
  checksum/secret: {{ include (print $root.Template.BasePath "/secret.yaml") $root | sha256sum }}
  {{- with $root.Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{- define "scopitone.envFrom" -}}
- configMapRef:
    name: {{ include "scopitone.name" . }}
{{- end -}}

{{- define "scopitone.broker" -}}
valueFrom:
  secretKeyRef:
    {{- if or .Values.broker.url .Values.trial.valkey.enabled }}
    name: {{ include "scopitone.secret" . }}
    key: broker-url
    {{- else }}
    name: {{ .Values.broker.existingSecret.name }}
    key: {{ .Values.broker.existingSecret.key }}
    {{- end }}
{{- end -}}

{{- define "scopitone.env" -}}
- name: SCOPITONE_DATABASE_URL
  valueFrom:
    secretKeyRef:
      {{- if or .Values.database.url .Values.trial.postgresql.enabled }}
      name: {{ include "scopitone.secret" . }}
      key: database-url
      {{- else }}
      name: {{ .Values.database.existingSecret.name }}
      key: {{ .Values.database.existingSecret.key }}
      {{- end }}
- name: SCOPITONE_BROKER_URL
  {{- include "scopitone.broker" . | nindent 2 }}
{{- with .Values.storage.existingSecret }}
{{- range list "AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY" }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $.Values.storage.existingSecret }}
      key: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.language.existingSecret }}
- name: SCOPITONE_LANGUAGE_KEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: key
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "scopitone.volumes" -}}
- name: scratch
  emptyDir:
    sizeLimit: {{ .Values.scratch.sizeLimit }}
{{- with .Values.caSecret }}
- name: ca
  secret:
    secretName: {{ . }}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "scopitone.mounts" -}}
- name: scratch
  mountPath: /tmp
{{- if .Values.caSecret }}
- name: ca
  mountPath: /etc/scopitone/ca
  readOnly: true
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Liveness by the age of a sign: no database, no broker, no network. */}}
{{- define "scopitone.liveness" -}}
startupProbe:
  exec:
    command: [scopitone-probe, alive, "60"]
  periodSeconds: 5
  failureThreshold: {{ div . 5 }}
livenessProbe:
  exec:
    command: [scopitone-probe, alive, "60"]
  periodSeconds: 20
  timeoutSeconds: 5
  failureThreshold: 3
{{- end -}}

{{/* The pools that there are, whole: JSON of a map by name. */}}
{{- define "scopitone.pools" -}}
{{- $pools := dict -}}
{{- range $name, $own := .Values.workers -}}
{{- $pool := mergeOverwrite (deepCopy $.Values.workerDefaults) (deepCopy (default dict $own)) -}}
{{- if $pool.enabled -}}
{{- if not $pool.pools -}}
{{- fail (printf "workers.%s.pools names no queue; there is: control, cpu, language, image, video, flow" $name) -}}
{{- end -}}
{{- $_ := set $pools $name $pool -}}
{{- end -}}
{{- end -}}
{{- toJson $pools -}}
{{- end -}}

{{/* Fails where a queue of work for models is served with torch and without: who takes a task is chance. */}}
{{- define "scopitone.refuseMixed" -}}
{{- $pools := include "scopitone.pools" . | fromJson -}}
{{- range $queue := list "image" "video" "flow" -}}
{{- $by := dict -}}
{{- range $name, $pool := $pools -}}
{{- if has $queue $pool.pools -}}{{- $_ := set $by $pool.image $name -}}{{- end -}}
{{- end -}}
{{- if gt (len $by) 1 -}}
{{- fail (printf "queue %s is served by workers.%s (worker-gpu) and workers.%s (worker-cpu, which has no torch): take it out of one's pools" $queue (get $by "worker-gpu") (get $by "worker-cpu")) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The queues that no pool serves, as words. */}}
{{- define "scopitone.unserved" -}}
{{- $served := list -}}
{{- range $name, $pool := include "scopitone.pools" . | fromJson -}}
{{- $served = concat $served $pool.pools -}}
{{- end -}}
{{- $unserved := list -}}
{{- range $queue := list "control" "cpu" "language" "image" "video" "flow" -}}
{{- if not (has $queue $served) -}}{{- $unserved = append $unserved $queue -}}{{- end -}}
{{- end -}}
{{- join ", " $unserved -}}
{{- end -}}

{{/* The autoscaler's question for a list of queues. */}}
{{- define "scopitone.demand" -}}
{{- $root := index . 0 -}}
{{- $pools := list -}}
{{- range index . 1 -}}{{- $pools = append $pools (squote .) -}}{{- end -}}
{{- $root.Files.Get "files/demand.sql" | trim | replace "{pools}" (join ", " $pools) -}}
{{- end -}}
