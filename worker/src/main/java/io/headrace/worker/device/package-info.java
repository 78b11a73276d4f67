/** Several devices under one worker: which session works where (wire protocol section 8.4). */
@NullMarked
package io.headrace.worker.device;

import org.jspecify.annotations.NullMarked;
