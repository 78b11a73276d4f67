/** What an RTMP server asks of its owner: whether to admit a publisher, and where its stream goes. */
@NullMarked
package io.headrace.rtmp.publish;

import org.jspecify.annotations.NullMarked;
