/** What a person gave a pipeline to work on, as the request that a gateway takes. */
@NullMarked
package io.headrace.cli.run.request;

import org.jspecify.annotations.NullMarked;
