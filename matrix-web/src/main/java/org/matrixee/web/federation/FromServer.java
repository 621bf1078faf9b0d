package org.matrixee.web.federation;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The caller must be a server that has signed its request. The method can then take a
 * {@code @Context Origin}, and for a {@code PUT} a {@code @Context SignedContent}; it takes no
 * other body.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FromServer {}
