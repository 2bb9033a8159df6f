package io.logboom.spi;

/**
 * Declares a plugin; found by {@link java.util.ServiceLoader} under this interface's name, so it
 * has a public constructor without parameters.
 *
 * @param <C> the record its section of the configuration is bound to: a component is an option
 *     (kebab-case), the {@code reference.conf} beside the class holds every default with its prose,
 *     the compact constructor the rules, broken by {@link IllegalArgumentException}
 */
public sealed interface Plugin<C extends Record> permits InputPlugin, FilterPlugin, OutputPlugin {

  /** The word configuration files use: {@code type = s3}. */
  String type();

  /** The record its section is bound to. */
  Class<C> config();
}
