# Fachlint without a network: docker run --rm --read-only --network none -v "$PWD:/work:ro" fachlint check .
FROM node:22-bookworm-slim AS package
WORKDIR /src
COPY . .
RUN npm ci && npm pack --ignore-scripts --pack-destination /tmp

FROM node:22-bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=package /tmp/fachlint-*.tgz /tmp/
RUN npm install --global --offline --ignore-scripts /tmp/fachlint-*.tgz && rm /tmp/fachlint-*.tgz
USER node
WORKDIR /work
ENTRYPOINT ["fachlint"]
CMD ["check", "."]
