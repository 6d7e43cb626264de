#!/usr/bin/env bash
# One folder with everything in it, .NET too: publish.sh linux-x64|win-x64 FOLDER
set -euo pipefail
runtime=${1:?linux-x64 or win-x64}
folder=$(realpath -m "${2:?the folder to publish into}")
cd "$(dirname "$0")/../.."
dotnet publish functions -c Release -r "$runtime" --self-contained -p:PublishReadyToRun=true -p:RunAnalyzers=false -o "$folder" -v quiet -clp:NoSummary
cp infra/one-pc/*.service infra/one-pc/*.timer "$folder/"
echo "$folder"
