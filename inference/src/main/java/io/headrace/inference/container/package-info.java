/** Runners in containers, through the Docker API: Docker's engine, or Podman's service. */
@NullMarked
package io.headrace.inference.container;

import org.jspecify.annotations.NullMarked;
