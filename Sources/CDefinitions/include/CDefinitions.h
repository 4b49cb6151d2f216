#pragma once
#include <stddef.h>

/// The definitions compiled from `Profiles/` by `make generate`: the bytes of a `SchemaImage`.
const unsigned char *_Nonnull plumbline_definitions_image(void);

/// How many bytes the image has.
size_t plumbline_definitions_image_size(void);
