/** What a pipeline answers: files, words, masks, and words that come one by one. */
@NullMarked
package io.headrace.cli.run.reply;

import org.jspecify.annotations.NullMarked;
