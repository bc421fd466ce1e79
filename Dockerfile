FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build

# The packages first: they change less often than the code. pip itself stays out of the environment that is shipped.
COPY requirements/image.txt requirements/build.txt requirements/
RUN python -m venv --without-pip /opt/iadvize-simulator \
 && python -m pip --python /opt/iadvize-simulator/bin/python install --require-hashes --requirement requirements/image.txt \
 && python -m pip install --require-hashes --requirement requirements/build.txt

COPY pyproject.toml README.md LICENSE ./
COPY simulator simulator
COPY client_js/src client_js/src
COPY client_js/chat-widget client_js/chat-widget
RUN python -m hatchling build --target wheel \
 && python -m pip --python /opt/iadvize-simulator/bin/python install --no-deps dist/*.whl


FROM python:3.13-slim
# A fixed number, so that the owner of a mounted folder can be set from outside.
RUN groupadd --gid 10001 simulator \
 && useradd --uid 10001 --gid simulator --home-dir /data --no-create-home --shell /usr/sbin/nologin simulator \
 && install --directory --owner=simulator --group=simulator --mode=0700 /data
COPY --from=build /opt/iadvize-simulator /opt/iadvize-simulator

ENV PATH=/opt/iadvize-simulator/bin:$PATH PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
# The keys; without them every restart would be another iAdvize.
VOLUME /data
EXPOSE 8787

# Whether it speaks https or not; no proxy of the environment is asked.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=1s --retries=3 \
    CMD ["python", "-m", "simulator.cli.health"]

# In a container every caller comes from outside it. Publish the port on the host's loopback only: -p 127.0.0.1:8787:8787
ENTRYPOINT ["iadvize-simulator"]
CMD ["serve", "--host", "0.0.0.0", "--trust-callers", "--data-dir", "/data"]
