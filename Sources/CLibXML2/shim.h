#pragma once
#include <libxml/xmlversion.h>
// libxml2 built with ICU drags ICU's headers in, which clash with those of Foundation's own ICU. Nothing of them is used here.
#undef LIBXML_ICU_ENABLED
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
